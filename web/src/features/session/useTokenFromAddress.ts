import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * The token from a link's fragment, which browsers send to no server. It is taken out of the address
 * bar at once, so that it stays in no history, bookmark or screenshot.
 */
export function useTokenFromAddress(): string | null {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [token, setToken] = useState<string | null>(hash === "" ? null : hash);
  useEffect(() => {
    if (hash !== "") {
      setToken(hash);
      void navigate({ to: ".", hash: "", replace: true });
    }
  }, [hash, navigate]);
  return token;
}
