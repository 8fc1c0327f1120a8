import { Menu } from "@mantine/core";
import { roles } from "../../api/permissions";
import type { Role } from "../../api/types";
import { Icon } from "../../ui/Icon";
import classes from "./MembersPage.module.css";
import { roleRefusal, roleWords } from "./memberRules";

interface RolePickerProps {
  name: string;
  role: Role;
  own: Role;
  disabled: boolean;
  onPick: (role: Role) => void;
}

/** A menu of roles. Those above one's own stay in it, with the reason: hidden, they would be missed. */
export function RolePicker({ name, role, own, disabled, onPick }: RolePickerProps) {
  return (
    // Focus begins at the dropdown: an element for it inside would be no item of a menu.
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes.pick}
          disabled={disabled}
          aria-label={`Role of ${name}: ${role}. Change it`}
        >
          {role}
          <Icon name="chevrons" size={15} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {roles.map((choice) => {
          const refusal = roleRefusal(choice, own);
          return (
            <Menu.RadioItem
              key={choice}
              value={choice}
              className={classes.choice}
              checked={choice === role}
              // Not `disabled`, which would keep the keyboard, and with it the reason, away.
              aria-disabled={refusal !== null}
              closeMenuOnClick={refusal === null}
              onChange={() => {
                if (refusal === null && choice !== role) {
                  onPick(choice);
                }
              }}
            >
              <div className={classes.choiceName}>{choice}</div>
              <div className={classes.choiceWords}>{refusal ?? roleWords[choice]}</div>
            </Menu.RadioItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
