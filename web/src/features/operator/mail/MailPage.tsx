import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "../../../ui/LoadingRows";
import { PageHeader } from "../../../ui/PageHeader";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { FailureList } from "./FailureList";
import { MailFigures } from "./MailFigures";
import classes from "./MailPage.module.css";
import { mailStatusQuery } from "./mail";
import { TransportNotice } from "./TransportNotice";

/** How mail stands: whether it leaves, what waits, what failed and why. */
export function MailPage() {
  return (
    <>
      <title>Mail · Tenure</title>
      <PageHeader title="Mail">
        Everything that this instance sends, and what became of it.
      </PageHeader>
      <Overview />
    </>
  );
}

function Overview() {
  const status = useQuery(mailStatusQuery);
  if (status.isPending) {
    return <LoadingRows label="Loading how mail stands" rows={2} />;
  }
  if (status.data === undefined) {
    return (
      <ProblemNotice
        title="How mail stands could not be loaded"
        error={status.error}
        onRetry={() => status.refetch()}
      />
    );
  }
  return (
    <div className={classes.overview}>
      <TransportNotice transport={status.data.transport} />
      <MailFigures status={status.data} />
      <FailureList failures={status.data.failures} />
    </div>
  );
}
