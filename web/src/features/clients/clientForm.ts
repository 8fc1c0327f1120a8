import type { Client, NewClient } from "../../api/types";

/** A client as it is typed. */
export interface ClientForm {
  name: string;
  note: string;
  websiteUrl: string;
  color: string | null;
  street: string;
  postCode: string;
  city: string;
  country: string;
}

export const emptyClient: ClientForm = {
  name: "",
  note: "",
  websiteUrl: "",
  color: null,
  street: "",
  postCode: "",
  city: "",
  country: "",
};

export function formOf({ name, note, websiteUrl, color, address }: Client): ClientForm {
  return {
    name,
    note: note ?? "",
    websiteUrl: websiteUrl ?? "",
    color: color ?? null,
    street: address?.street ?? "",
    postCode: address?.postCode ?? "",
    city: address?.city ?? "",
    country: address?.country ?? "",
  };
}

/** What to send: empty text is sent as nothing, and an address without a line as none. */
export function clientOf(form: ClientForm): NewClient {
  const address = {
    street: orNull(form.street),
    postCode: orNull(form.postCode),
    city: orNull(form.city),
    country: orNull(form.country),
  };
  const hasAddress = Object.values(address).some((line) => line !== null);
  return {
    name: form.name.trim(),
    note: orNull(form.note),
    websiteUrl: withScheme(form.websiteUrl.trim()),
    color: form.color,
    address: hasAddress ? address : null,
  };
}

/** People type `acme.example`; the server wants an address that can be opened. */
function withScheme(address: string): string | null {
  if (address === "") {
    return null;
  }
  return /^[a-z][a-z+.-]*:/i.test(address) ? address : `https://${address}`;
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}
