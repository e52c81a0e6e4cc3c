// Read an article as Firefox's reader view does: HTML on standard input, address as argument,
// what Readability found as JSON on standard output.
import { readFileSync } from "node:fs";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";

const page = new JSDOM(readFileSync(0, "utf8"), { url: process.argv[2] });
const { title, byline, dir, lang, publishedTime, siteName, textContent, content } =
  new Readability(page.window.document).parse();
console.log(JSON.stringify({ title, byline, dir, lang, publishedTime, siteName, textContent, content }));
