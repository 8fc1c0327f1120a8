import { Select } from "@mantine/core";
import { clockTimeText } from "../../ui/clockTime";
import { dateText, longDateText } from "../../ui/dateText";
import { durationText } from "../../ui/durationText";
import {
  dateFormats,
  durationFormats,
  type Formats,
  numberFormats,
  timeFormats,
} from "../../ui/formats";
import { moneyText } from "../../ui/money";
import classes from "./SettingsPage.module.css";

interface FormatFieldsProps {
  formats: Formats;
  currency: string;
  readOnly: boolean;
  onChange: (formats: Formats) => void;
}

const workday = { seconds: 27_000, minor: 123_450 };

/** How the organization writes things. Every choice is an example of itself. */
export function FormatFields({ formats, currency, readOnly, onChange }: FormatFieldsProps) {
  const today = new Date();
  const start = new Date(today.getFullYear(), today.getMonth(), today.getDate(), 9, 30);
  const end = new Date(today.getFullYear(), today.getMonth(), today.getDate(), 17);
  const pick =
    <Part extends keyof Formats>(part: Part) =>
    (picked: string | null) =>
      picked !== null && onChange({ ...formats, [part]: picked });
  const field = { allowDeselect: false, readOnly } as const;

  return (
    <>
      <div className={classes.pair}>
        <Select
          {...field}
          label="Dates"
          data={dateFormats.map((date) => ({ value: date, label: dateText(today, { date }) }))}
          value={formats.date}
          onChange={pick("date")}
        />
        <Select
          {...field}
          label="Times of day"
          data={timeFormats.map((time) => ({ value: time, label: clockTimeText(end, { time }) }))}
          value={formats.time}
          onChange={pick("time")}
        />
        <Select
          {...field}
          label="Numbers"
          data={[...numberFormats]}
          value={formats.number}
          onChange={pick("number")}
        />
        <Select
          {...field}
          label="Durations"
          data={durationFormats.map((duration) => ({
            value: duration,
            label: durationText(workday.seconds, { ...formats, duration }),
          }))}
          value={formats.duration}
          onChange={pick("duration")}
        />
      </div>
      <p className={classes.example} role="status">
        For example: {longDateText(today, formats)}, {clockTimeText(start, formats)} to{" "}
        {clockTimeText(end, formats)}, {durationText(workday.seconds, formats)} at{" "}
        {moneyText({ minor: workday.minor, currency }, formats)}
      </p>
    </>
  );
}
