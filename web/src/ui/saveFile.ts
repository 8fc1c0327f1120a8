/** Offers text as a file to save, without asking the server for it. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes its copy after this task, not within it.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
