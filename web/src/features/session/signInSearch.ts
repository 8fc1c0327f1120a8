export interface ReturnSearch {
  return?: string;
}

/** `by` is the way in other than a password: a link that signs in, or one to choose a new password. */
export interface SignInSearch extends ReturnSearch {
  by?: "link" | "reset";
}

export function readReturn(search: Record<string, unknown>): ReturnSearch {
  const address = search.return;
  return typeof address === "string" ? { return: address } : {};
}

export function readSignIn(search: Record<string, unknown>): SignInSearch {
  const { by } = search;
  return { ...readReturn(search), ...(by === "link" || by === "reset" ? { by } : {}) };
}
