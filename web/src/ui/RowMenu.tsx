import { ActionIcon, Menu } from "@mantine/core";
import { Icon } from "./Icon";

interface RowMenuProps {
  name: string;
  archived: boolean;
  /** Left out where the role may not do it. */
  onEdit?: (() => void) | undefined;
  onArchive?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
}

/** What can be done with a project or client; greyed where that is nothing. */
export function RowMenu({ name, archived, onEdit, onArchive, onDelete }: RowMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`More for ${name}`}
          disabled={!(onEdit || onArchive || onDelete)}
        >
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onEdit && (
          <Menu.Item leftSection={<Icon name="pencil" size={16} />} onClick={onEdit}>
            Edit
          </Menu.Item>
        )}
        {onArchive && (
          <Menu.Item
            leftSection={<Icon name={archived ? "restore" : "archive"} size={16} />}
            onClick={onArchive}
          >
            {archived ? "Bring back" : "Archive"}
          </Menu.Item>
        )}
        {onDelete && (
          <Menu.Item color="red" leftSection={<Icon name="trash" size={16} />} onClick={onDelete}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
