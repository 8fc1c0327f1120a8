import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { APIRequestContext } from "@playwright/test";

/** What the server under test was started with, so that its mail comes here. */
export interface MailSettings {
  url: string;
  port: number;
  webhookSecret: string;
}

export interface TakenMail {
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** Stands in for the provider: takes mail on loopback, and tells what became of it when asked to. */
export class MailProvider {
  readonly taken: TakenMail[] = [];
  readonly #settings: MailSettings;
  readonly #server: Server;

  private constructor(settings: MailSettings) {
    this.#settings = settings;
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const { to, subject, text } = JSON.parse(Buffer.concat(parts).toString()) as {
          to: string | string[];
          subject: string;
          text: string;
        };
        const id = randomUUID();
        this.taken.push({ id, to: [to].flat().join(), subject, text });
        response.setHeader("content-type", "application/json").end(JSON.stringify({ id }));
      });
    });
  }

  static async start(settings: MailSettings): Promise<MailProvider> {
    const provider = new MailProvider(settings);
    await new Promise<void>((listening) => {
      provider.#server.listen(settings.port, "127.0.0.1", listening);
    });
    return provider;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => {
      this.#server.close(closed);
    });
  }

  /** The newest mail to an address. */
  mailTo(email: string): TakenMail | undefined {
    return this.taken.findLast(({ to }) => to.includes(email));
  }

  /** Tells the server what became of a mail, signed as the provider signs. */
  async tell(
    request: APIRequestContext,
    mail: TakenMail,
    type: "email.delivered" | "email.bounced",
    more: object = {},
  ): Promise<number> {
    const now = new Date();
    const body = JSON.stringify({
      type,
      created_at: now.toISOString(),
      data: {
        email_id: mail.id,
        created_at: now.toISOString(),
        from: "tenure@example.com",
        to: [mail.to],
        subject: mail.subject,
        ...more,
      },
    });
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const key = Buffer.from(this.#settings.webhookSecret.replace(/^whsec_/, ""), "base64");
    const signature = createHmac("sha256", key)
      .update(`${id}.${timestamp}.${body}`)
      .digest("base64");
    const answer = await request.post(`${this.#settings.url}/api/v1/webhooks/resend`, {
      headers: {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": timestamp,
        "svix-signature": `v1,${signature}`,
      },
      data: body,
    });
    return answer.status();
  }
}
