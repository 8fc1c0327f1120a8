import classes from "./DeliveryState.module.css";
import { Icon } from "./Icon";
import { type MessageState, stateWords } from "./messageState";

/** Where a mail is, as a word with a picture: the colour only repeats them. */
export function DeliveryState({ state }: { state: MessageState }) {
  const { word, icon, tone } = stateWords[state];
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon name={icon} size={16} />
      {word}
    </span>
  );
}
