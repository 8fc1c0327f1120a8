import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".txt"]);
const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/**
 * Writes a `.br` and a `.gz` beside every text asset, at the highest level: the server hands them
 * out as they are, so the work is done once per build instead of once per request.
 */
export function precompress(): Plugin {
  let directory = "";
  return {
    name: "tenure-precompress",
    apply: "build",
    configResolved(config) {
      directory = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = await readdir(directory, { recursive: true });
      for (const file of files.filter((name) => compressible.has(extname(name)))) {
        const path = join(directory, file);
        const content = await readFile(path);
        const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
        await writeFile(`${path}.br`, await brotli(content, options));
        await writeFile(`${path}.gz`, await deflate(content, { level: 9 }));
      }
    },
  };
}
