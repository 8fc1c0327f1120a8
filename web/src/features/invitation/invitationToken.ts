import { useEffect } from "react";
import { useTokenFromAddress } from "../session/useTokenFromAddress";

const storageKey = "tenure-invitation";

/**
 * The token of the invitation that this tab was opened with. It outlives the way to the sign-in page
 * and back, and a reload, in the tab's own storage: an address would keep it in the history.
 */
export function useInvitationToken(): string | null {
  const fresh = useTokenFromAddress();
  useEffect(() => {
    if (fresh !== null) {
      sessionStorage.setItem(storageKey, fresh);
    }
  }, [fresh]);
  return fresh ?? sessionStorage.getItem(storageKey);
}

export function forgetInvitationToken(): void {
  sessionStorage.removeItem(storageKey);
}
