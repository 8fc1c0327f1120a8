/** As many as the server takes with one request. */
export const mostAddresses = 100;

export interface ReadAddress {
  email: string;
  /** The name that stood beside it, to recognise it by. It is not sent: people name themselves. */
  name: string | null;
}

export interface AddressList {
  addresses: ReadAddress[];
  /** Addresses that stood there more than once. */
  repeated: string[];
  /** What is no address, as it was typed. */
  unread: string[];
}

/**
 * Reads what people paste: addresses between commas, semicolons, lines or spaces, and with names as
 * mail programs write them, “Name <a@b>”, also where a comma is in the name.
 */
export function readAddresses(text: string): AddressList {
  const list: AddressList = { addresses: [], repeated: [], unread: [] };
  const seen = new Set<string>();
  for (const found of merged(pieces(text)).flatMap(readPiece)) {
    if (typeof found === "string") {
      list.unread.push(found);
      continue;
    }
    const key = found.email.normalize("NFC").toLowerCase();
    if (seen.has(key)) {
      list.repeated.push(found.email);
    } else {
      seen.add(key);
      list.addresses.push(found);
    }
  }
  return list;
}

interface Piece {
  text: string;
  /** Whether a comma ended it: the rest of a name may follow. */
  beforeComma: boolean;
}

/** Cuts at separators, but not within quotes or angle brackets. */
function pieces(text: string): Piece[] {
  // A mark that is never closed is a plain character: it must not swallow the lines after it.
  const parts = text.matchAll(/(?:"[^"\n]*"|<[^>\n]*>|[^,;\n\r\t])+|[,;\n\r\t]/g);
  const found: Piece[] = [];
  for (const [part] of parts) {
    const last = found.at(-1);
    if (part === "," && last) {
      last.beforeComma = true;
    } else if (!/^[,;\n\r\t]$/.test(part) && part.trim() !== "") {
      found.push({ text: part.trim(), beforeComma: false });
    }
  }
  return found;
}

/** “Doe, Jane <jane@example.com>” is one person: the words before the comma belong to the name. */
function merged(parts: readonly Piece[]): string[] {
  const whole: string[] = [];
  let held: string | null = null;
  for (const { text, beforeComma } of parts) {
    if (held !== null && /^[^@]*<[^>]*>$/.test(text)) {
      whole.push(`${held}, ${text}`);
      held = null;
      continue;
    }
    if (held !== null) {
      whole.push(held);
    }
    held = beforeComma && !text.includes("@") ? text : null;
    if (held === null) {
      whole.push(text);
    }
  }
  return held === null ? whole : [...whole, held];
}

function readPiece(piece: string): (ReadAddress | string)[] {
  const named = /^(.*?)<([^<>]*)>$/.exec(piece);
  if (named) {
    const name = named[1]?.replace(/^[\s"']+|[\s"']+$/g, "") || null;
    const email = addressOf(named[2] ?? "");
    return [email === null ? piece : { email, name }];
  }
  const words = piece.split(/\s+/);
  const addresses = words.map(addressOf);
  return addresses.every((email) => email !== null)
    ? addresses.map((email) => ({ email, name: null }))
    : [piece];
}

/** The address in a word; null if there is none. The server judges what remains to be judged. */
function addressOf(word: string): string | null {
  const plain = word
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^['"(]+|['").]+$/g, "");
  return /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(plain) ? plain : null;
}
