/** Colours that are told apart, also by most colour-blind readers, and hold 3:1 on both papers. */
export const palette = [
  { value: "#c2410c", name: "Ember" },
  { value: "#b7791f", name: "Ochre" },
  { value: "#5f8a1d", name: "Moss" },
  { value: "#1f8a66", name: "Pine" },
  { value: "#1b8596", name: "Lagoon" },
  { value: "#3b7dd8", name: "Sky" },
  { value: "#6d63d8", name: "Iris" },
  { value: "#a855b8", name: "Orchid" },
  { value: "#d0457e", name: "Rose" },
  { value: "#7d756a", name: "Stone" },
] as const;
