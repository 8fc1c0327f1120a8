import {
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
} from "@mantine/core";

const pine: MantineColorsTuple = [
  "#edf6f1",
  "#d8ebe1",
  "#aed7c3",
  "#74c6a3",
  "#5bb08c",
  "#3a9472",
  "#17604a",
  "#124f3d",
  "#0e4031",
  "#0a3025",
];

// Warm greys, so that Mantine's own surfaces sit on the paper instead of beside it.
const gray: MantineColorsTuple = [
  "#faf9f6",
  "#f3f1ec",
  "#e9e6df",
  "#dedad1",
  "#c9c4b8",
  "#8d887c",
  "#66625a",
  "#4e4b44",
  "#33312c",
  "#1d1c19",
];

const dark: MantineColorsTuple = [
  "#edece7",
  "#c9c9c2",
  "#a5a69e",
  "#8f918b",
  "#3a403c",
  "#2b302d",
  "#202422",
  "#191c1a",
  "#111312",
  "#0c0e0d",
];

export const theme = createTheme({
  colors: { pine, gray, dark },
  primaryColor: "pine",
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  black: "#1d1c19",
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, monospace",
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "9px", lg: "12px", xl: "18px" },
  headings: { fontWeight: "640" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { fw: 560 },
      // Mantine writes white on a button of the primary colour, which is light in the dark scheme.
      vars: (_theme: MantineTheme, { color, variant }: ButtonProps) => ({
        root: color || variant ? {} : { "--button-color": "var(--mantine-primary-color-contrast)" },
      }),
    },
    Drawer: {
      styles: { title: { fontSize: "1.125rem", fontWeight: 640 } },
      defaultProps: {
        position: "right",
        padding: "lg",
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Modal: {
      styles: { title: { fontSize: "1.125rem", fontWeight: 640 } },
      defaultProps: { centered: true, padding: "lg", closeButtonProps: { "aria-label": "Close" } },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: true,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
  },
});

export const variables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--tn-page)",
    "--mantine-color-text": "var(--tn-ink)",
    "--mantine-color-dimmed": "var(--tn-ink-dim)",
    "--mantine-color-error": "var(--tn-danger)",
    "--mantine-color-anchor": "var(--tn-accent)",
    "--mantine-color-placeholder": "var(--tn-ink-dim)",
  };
  return {
    variables: {},
    light: {
      ...shared,
      "--mantine-primary-color-contrast": "#ffffff",
      "--mantine-color-default-border": "#8d887c",
    },
    dark: {
      ...shared,
      "--mantine-primary-color-contrast": "#0b2019",
      "--mantine-color-default": "var(--tn-surface)",
      "--mantine-color-default-border": "#6f756f",
    },
  };
};
