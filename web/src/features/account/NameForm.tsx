import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import classes from "./AccountPage.module.css";
import { useUpdateAccount } from "./account";

/** The name that others see. */
export function NameForm({ name: saved }: { name: string }) {
  const [name, setName] = useState(saved);
  const update = useUpdateAccount();
  const problem = update.error ? asProblem(update.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ name: name.trim() });
  };
  return (
    <form onSubmit={submit}>
      {problem && !problem.isAtFields(["name"]) && <ProblemNotice error={problem} />}
      <div className={classes.row}>
        <TextInput
          className={classes.field}
          label="Your name"
          description="Others in your organizations see it."
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          error={problem?.field("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={update.isPending}
          disabled={name.trim() === saved || name.trim() === ""}
        >
          Save the name
        </Button>
      </div>
    </form>
  );
}
