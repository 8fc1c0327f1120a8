import { Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { initials } from "../../features/organization/initials";
import { signOut, useUser } from "../../features/session/session";
import { Icon } from "../../ui/Icon";
import { notifyProblem } from "../../ui/notifyProblem";
import classes from "./AccountMenu.module.css";

export function AccountMenu() {
  const user = useUser();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  const leave = useMutation({
    mutationFn: signOut,
    // A full load is wanted here: it leaves nothing of this session in memory.
    onSuccess: () => window.location.assign("/sign-in"),
    onError: (error) => notifyProblem("You were not signed out", error),
  });
  return (
    <Menu width={240}>
      <Menu.Target>
        <button type="button" className={classes.target} aria-label={`Account: ${user.name}`}>
          <span aria-hidden="true">{initials(user.name)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <div className={classes.name}>{user.name}</div>
          {user.email}
        </Menu.Label>
        <Menu.Item
          leftSection={<Icon name="person" size={16} />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          Account
        </Menu.Item>
        {user.isOperator && (
          <Menu.Item
            leftSection={<Icon name="server" size={16} />}
            renderRoot={(props) => <Link to="/operator" {...props} />}
          >
            This instance
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Icon name={other === "dark" ? "moon" : "sun"} size={16} />}
          onClick={() => setColorScheme(other)}
        >
          {other === "dark" ? "Dark" : "Light"} theme
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="leave" size={16} />} onClick={() => leave.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
