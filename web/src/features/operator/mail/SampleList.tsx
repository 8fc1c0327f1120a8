import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadingRows } from "../../../ui/LoadingRows";
import { MailPreview } from "../../../ui/MailPreview";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import classes from "./MailPage.module.css";
import { samplesQuery } from "./mail";
import { kindNames } from "./mailWords";

/** Each kind of mail with made-up people, as it would arrive. */
export function SampleList() {
  const samples = useQuery(samplesQuery);
  const [picked, setPicked] = useState<string | null>(null);

  if (samples.isPending) {
    return <LoadingRows label="Loading the samples" />;
  }
  if (samples.data === undefined) {
    return (
      <ProblemNotice
        title="The samples could not be loaded"
        error={samples.error}
        onRetry={() => samples.refetch()}
      />
    );
  }
  const shown = samples.data.find(({ kind }) => kind === picked) ?? samples.data[0];
  return (
    <div className={classes.samples}>
      <Select
        label="Kind of mail"
        description="With made-up people: nothing here is sent."
        allowDeselect={false}
        data={samples.data.map(({ kind }) => ({ value: kind, label: kindNames[kind] }))}
        value={shown?.kind ?? null}
        onChange={setPicked}
      />
      {shown && (
        <MailPreview key={shown.kind} subject={shown.subject} text={shown.text} html={shown.html} />
      )}
    </div>
  );
}
