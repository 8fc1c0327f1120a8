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
    <Menu position="bottom-start">
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
        <Menu.RadioGroup
          value={role}
          onChange={(picked) => {
            const choice = roles.find((known) => known === picked);
            if (choice && choice !== role && roleRefusal(choice, own) === null) {
              onPick(choice);
            }
          }}
        >
          {roles.map((choice) => {
            const refusal = roleRefusal(choice, own);
            return (
              <Menu.RadioItem
                key={choice}
                value={choice}
                className={classes.choice}
                // Not `disabled`, which would keep the keyboard, and with it the reason, away.
                aria-disabled={refusal !== null}
                closeMenuOnClick={refusal === null}
              >
                <div className={classes.choiceName}>{choice}</div>
                <div className={classes.choiceWords}>{refusal ?? roleWords[choice]}</div>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
