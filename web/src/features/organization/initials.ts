/** One or two letters that stand for a name: “Acme Studio” is AS. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word && [...word][0])
    .join("");
  return letters.toLocaleUpperCase();
}

/** A hue that stays the same for the same id, so that organizations are told apart at a glance. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) {
    hash = (hash * 31 + character.charCodeAt(0)) % 360;
  }
  return hash;
}
