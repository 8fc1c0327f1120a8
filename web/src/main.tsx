import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { createApp } from "./app/createApp";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no element with the id “root”.");
}
createRoot(root).render(
  <StrictMode>
    <App {...createApp()} />
  </StrictMode>,
);
