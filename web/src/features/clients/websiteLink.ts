/**
 * A website as a link and as text without its scheme. Only web addresses become links: others, which
 * an import may bring (`javascript:` among them), would run in the reader's name.
 */
export function websiteLink(address: string | null): { href: string; text: string } | null {
  if (address === null || !URL.canParse(address)) {
    return null;
  }
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return null;
  }
  const path = url.pathname === "/" ? "" : url.pathname;
  return { href: url.href, text: `${url.host}${path}` };
}
