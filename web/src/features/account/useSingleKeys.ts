import { useLocalStorage } from "@mantine/hooks";

/**
 * Whether single letters act as shortcuts. They can be turned off, because people who speak to their
 * computer, or whose keys repeat, would start and stop timers without meaning to.
 */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useLocalStorage({
    key: "tenure-single-keys",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return [on, setOn];
}
