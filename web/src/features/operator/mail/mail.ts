import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client";
import { operatorKeys } from "../../../api/keys";

// The outbox has no stream of events: an open page asks again after this long, in milliseconds.
const interval = 5_000;

export const mailStatusQuery = queryOptions({
  queryKey: operatorKeys.mailStatus,
  queryFn: ({ signal }) => unwrap(api.GET("/operator/mail", { signal })),
  refetchInterval: interval,
});
