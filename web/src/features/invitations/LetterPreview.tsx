import { Skeleton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { MailPreview } from "../../ui/MailPreview";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { invitationPreviewQuery, type LetterToPreview } from "./invitations";

// Long enough for a sentence to be typed on.
const pause = 400;

/** The mail as the first of the invited will get it, rendered by the server that will send it. */
export function LetterPreview({ letter }: { letter: LetterToPreview }) {
  const organizationId = useMembership().organization.id;
  const [settled] = useDebouncedValue(letter, pause);
  const preview = useQuery(invitationPreviewQuery(organizationId, settled));
  if (preview.isError) {
    return (
      <ProblemNotice
        title="The mail could not be previewed"
        error={preview.error}
        onRetry={() => preview.refetch()}
      />
    );
  }
  return preview.data === undefined ? (
    <div role="status" aria-label="Loading the preview">
      <Skeleton height={240} />
    </div>
  ) : (
    <MailPreview {...preview.data} />
  );
}
