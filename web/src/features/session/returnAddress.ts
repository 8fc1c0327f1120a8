/**
 * Where to go after signing in. Only a path of this app is taken: an address from elsewhere in the
 * link would send a freshly signed-in reader to whoever wrote it.
 */
export function safeReturnAddress(address: string | undefined): string {
  if (address === undefined || !address.startsWith("/") || /^\/[/\\]/.test(address)) {
    return "/";
  }
  const { origin, pathname, search, hash } = new URL(address, window.location.origin);
  const isOurs = origin === window.location.origin && pathname !== "/sign-in";
  return isOurs ? `${pathname}${search}${hash}` : "/";
}
