import { Select } from "@mantine/core";
import { roles } from "../../api/permissions";
import type { Role } from "../../api/types";
import { roleRefusal, roleWords } from "../members/memberRules";
import { useMembership } from "../organization/useOrganization";
import classes from "./Invite.module.css";

interface RoleSelectProps {
  value: Role;
  onChange: (role: Role) => void;
}

/** The roles one can invite to. Those above one's own stay in the list, with the reason. */
export function RoleSelect({ value, onChange }: RoleSelectProps) {
  const own = useMembership().role;
  return (
    <Select
      label="Role"
      description={roleWords[value]}
      inputWrapperOrder={["label", "input", "description"]}
      allowDeselect={false}
      data={roles.map((role) => ({
        value: role,
        label: role,
        disabled: roleRefusal(role, own) !== null,
      }))}
      renderOption={({ option }) => (
        <span>
          <span className={classes.roleName}>{option.label}</span>
          <span className={classes.roleWords}>
            {roleRefusal(option.value as Role, own) ?? roleWords[option.value as Role]}
          </span>
        </span>
      )}
      value={value}
      onChange={(role) => role && onChange(role as Role)}
    />
  );
}
