import type { ReactElement } from "react";

// Drawn on a grid of 24 with one stroke width. Kept here instead of in an icon package: the app uses
// few, and a package has thousands of files to install.
const shapes = {
  play: <path d="M8 5.5v13l10.5-6.5z" fill="currentColor" />,
  stop: <rect x="6.5" y="6.5" width="11" height="11" rx="2" fill="currentColor" />,
  clock: <path d="M12 7.5V12l3 2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z" />,
  folder: (
    <path d="M3.5 7.5a2 2 0 0 1 2-2h3.6l2 2.2h7.4a2 2 0 0 1 2 2v7.3a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z" />
  ),
  people: (
    <path d="M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.5 19c.3-3 2.5-4.8 5.5-4.8s5.2 1.8 5.5 4.8M16 5.4a3 3 0 0 1 0 5.8M17.5 14.6c1.8.6 2.9 2.2 3 4.4" />
  ),
  person: (
    <path d="M12 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4ZM5 20c.4-3.6 3.2-5.6 7-5.6s6.6 2 7 5.6" />
  ),
  briefcase: (
    <path d="M4 8.500h16v10.500H4zM9 8.500V6a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2.500M4 13h16M12 12v2" />
  ),
  sliders: (
    <path d="M4 7.500h8M16.500 7.500H20M4 16.500h3.500M12 16.500h8M14.250 5.250v4.500M9.750 14.250v4.500" />
  ),
  log: <path d="M6.500 4h11v16h-11zM9.500 8.500h5M9.500 12h5M9.500 15.500h3" />,
  download: <path d="M12 4.500v10M7.500 10.500l4.500 4.500 4.500-4.500M5 19.500h14" />,
  question: (
    <path d="M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17ZM9.600 9.600a2.400 2.400 0 1 1 3.400 2.200c-.7.300-1 .8-1 1.700M12 16.200h.01" />
  ),
  block: (
    <path d="M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17ZM6.200 6.200l11.600 11.600" />
  ),
  search: <path d="m20 20-4.2-4.200M11 4.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z" />,
  plus: <path d="M12 5.500v13M5.5 12h13" />,
  chevrons: <path d="m8.5 9.5 3.5-3.5 3.5 3.500M8.5 14.500l3.5 3.5 3.5-3.5" />,
  check: <path d="m5.5 12.5 4.2 4.2 8.8-9.2" />,
  dots: <path d="M6 12h.01M12 12h.01M18 12h.01" strokeWidth={2.6} />,
  pencil: (
    <path d="m4.5 19.5.9-3.900L15.6 5.400a1.8 1.8 0 0 1 2.5 0l.5.5a1.8 1.8 0 0 1 0 2.500L8.4 18.600z" />
  ),
  trash: (
    <path d="M4.5 7h15M9.5 7V4.800h5V7M6.5 7l.8 12.200h9.400L17.5 7M10.2 11v4.500M13.8 11v4.5" />
  ),
  archive: <path d="M4 5.500h16v4H4zM5.5 9.500v9h13v-9M10 13h4" />,
  restore: <path d="M4.5 5v4.500H9M5 9.300a7.5 7.5 0 1 1-.6 4.7" />,
  sun: (
    <path d="M12 8.200a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.600ZM12 3v1.700M12 19.300V21M3 12h1.700M19.3 12H21M5.6 5.600l1.2 1.200M17.2 17.200l1.2 1.200M5.6 18.400l1.2-1.200M17.2 6.800l1.2-1.2" />
  ),
  moon: <path d="M19.5 14.300A7.8 7.8 0 0 1 9.7 4.500a7.8 7.8 0 1 0 9.8 9.800Z" />,
  leave: <path d="M14 4.500H6.500v15H14M10.5 12h10M17 8.500l3.5 3.5-3.5 3.5" />,
  device: <path d="M4 6.500h16v10H4zM9 20h6M12 16.500V20" />,
  offline: (
    <path d="M4 4l16 16M6.2 12.600a8.6 8.6 0 0 1 3.4-2M3.2 9.400a13 13 0 0 1 3.3-2.200M11 6.600a13 13 0 0 1 9.8 2.800M15 10.900a8.6 8.6 0 0 1 2.8 1.700M9.3 15.800a4.2 4.2 0 0 1 5.4 0M12 19h.01" />
  ),
  warning: <path d="M12 4.5 3.5 19.500h17zM12 10v4.500M12 17h.01" />,
  server: <path d="M4 5h16v5.500H4zM4 13.500h16V19H4zM7.500 7.750h.010M7.500 16.250h.010" />,
  mail: <path d="M4 6h16v12H4zM4.500 7l7.500 6 7.500-6" />,
  send: <path d="M20 4.500 3.500 11l6.500 2.500L12.500 20zM10 13.500l4.500-4" />,
  link: (
    <path d="M10 14a3.800 3.800 0 0 0 5.400 0l3-3A3.800 3.800 0 0 0 13 5.600l-1 1M14 10a3.800 3.800 0 0 0-5.400 0l-3 3A3.800 3.800 0 0 0 11 18.400l1-1" />
  ),
  copy: <path d="M8.500 8.500h11v11h-11zM15.500 8.500v-4h-11v11h4" />,
  eye: (
    <path d="M3 12c2-4 5.200-6 9-6s7 2 9 6c-2 4-5.200 6-9 6s-7-2-9-6ZM12 14.600a2.600 2.600 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200Z" />
  ),
  merge: <path d="M5 5v3a6 6 0 0 0 6 6h8M15 10l4 4-4 4M5 19v-3" />,
  external: <path d="M13.5 5H19v5.500M19 5l-8 8M16.5 14v4.500h-11v-11H10" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof shapes;

interface IconProps {
  name: IconName;
  size?: number;
}

/** A picture beside words: hidden from screen readers, which read the words. */
export function Icon({ name, size = 18 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      {shapes[name]}
    </svg>
  );
}
