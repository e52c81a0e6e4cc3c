/**
 * Pasting into the text: what was copied from a word processor, a mail, a chat or a page becomes blocks. The desk reads
 * the clipboard by the code that reads imports; where it cannot be asked, the browser's own paste happens.
 */
import { cursorAt, pieceOf, replaced } from "./draft.js";

const said = document.getElementById("desk-pasted");
const form = document.querySelector("[data-desk-writing]").closest("form");
const LONGEST_WAIT = 10_000;
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

const stream = () => document.getElementById("body-root")?.rootBlock;
const editorOf = (child) => child.block.widget.input.draftailEditor;
const isText = (child) => child.type === "paragraph" && Boolean(editorOf(child));
const textAt = (place) => stream()?.children.find((child) => child.element.contains(place) && isText(child));
const hasWords = (state) => Boolean(state.getCurrentContent().getPlainText().trim());

/* Which clipboards the desk reads; what was copied from the text itself, and a few words, the editor pastes. */
const isForTheDesk = (html, text, state) => {
  if (html.includes("data-draftjs-conductor-fragment")) return false;
  const words = text.trim();
  const selection = state.getSelection();
  if (ADDRESS.test(words)) {
    const line = state.getCurrentContent().getBlockForKey(selection.getStartKey());
    return selection.isCollapsed() && !line.getText().trim();
  }
  return words.includes("\n") || (Boolean(html) && Boolean(words));
};

const read = async (html, text) => {
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  sent.set("edition", document.getElementById("desk-edition")?.value ?? "");
  sent.set("html", html);
  sent.set("text", text);
  try {
    const answer = await fetch(said.dataset.address, {
      method: "POST",
      body: sent,
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no answer, or one that is none of the desk's
  }
};

/* The editor's own paste, with a clipboard that was taken from it before. */
const own = new WeakSet();
const pasteAsEver = (child, html, text) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  own.add(event);
  child.element.querySelector("[contenteditable='true']").dispatchEvent(event);
};

/* One paragraph goes where the cursor is. */
const inOneLine = (blocks, state) => {
  const selection = state.getSelection();
  if (blocks.length !== 1 || blocks[0].type !== "paragraph" || selection.getStartKey() !== selection.getEndKey()) {
    return null;
  }
  const content = window.Draftail.createEditorStateFromRaw(JSON.parse(blocks[0].value)).getCurrentContent();
  const [line, ...others] = content.getBlocksAsArray();
  if (others.length) return null;
  return replaced(state, selection.getStartKey(), selection.getStartOffset(), selection.getEndOffset(), pieceOf(line));
};

/* Blocks go between what stands before the cursor and what stands behind it. Gives what takes them back. */
const putBlocks = (child, blocks) => {
  const root = stream();
  const editor = editorOf(child);
  const state = editor.getEditorState();
  const State = state.constructor;
  const selection = state.getSelection();
  const cutAt = (key, offset) => window.draftail.splitState(State.acceptSelection(state, cursorAt(selection, key, offset)));
  const before = cutAt(selection.getStartKey(), selection.getStartOffset()).stateBefore;
  const after = cutAt(selection.getEndKey(), selection.getEndOffset()).stateAfter;

  const waiting = [...blocks];
  const into = hasWords(before) ? before : null;
  if (into) {
    editor.onChange(State.acceptSelection(into, into.getSelection().merge({ hasFocus: false })));
  } else if (waiting[0].type === "paragraph") {
    const made = window.Draftail.createEditorStateFromRaw(JSON.parse(waiting.shift().value));
    editor.onChange(State.push(state, made.getCurrentContent(), "insert-fragment"));
  }
  const replacesText = !into && waiting.length === blocks.length;
  const endsInText = blocks.at(-1).type === "paragraph";
  if (hasWords(after)) waiting.push({ type: "paragraph", value: after });
  else if (!endsInText) waiting.push({ type: "paragraph", value: root.blockDef.initialChildStates.paragraph });
  let index = root.children.indexOf(child);
  const made = waiting.map((block) => {
    index += 1;
    return root.insert({ ...block, id: crypto.randomUUID() }, index);
  });
  if (replacesText) root.deleteBlock(root.children.indexOf(child));

  const last = hasWords(after) && endsInText ? (made.at(-2) ?? child) : (made.at(-1) ?? child);
  if (isText(last)) {
    const state = editorOf(last).getEditorState();
    editorOf(last).onChange(hasWords(after) && !endsInText ? State.moveSelectionToStart(state) : State.moveFocusToEnd(state));
    editorOf(last).focus();
  }
  return () => {
    const place = root.children.indexOf(replacesText ? made[0] : child);
    for (const one of made) {
      const index = root.children.indexOf(one);
      if (index >= 0) root.deleteBlock(index);
    }
    const text = replacesText
      ? root.insert({ type: "paragraph", value: state, id: crypto.randomUUID() }, Math.max(place, 0))
      : child;
    editorOf(text).onChange(State.forceSelection(state, selection));
    editorOf(text).focus();
  };
};

/* What is said after, with a way back as long as nothing else was written. */
let takeBack = null;
const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
const undo = () => {
  takeBack?.();
  takeBack = null;
  said.textContent = said.dataset.undone;
  changed();
};
const say = (answer) => {
  const message = document.getElementById("desk-pasted-message").content.cloneNode(true);
  message.querySelector("[data-said]").textContent = answer.message;
  message.querySelector("[data-left-out]").append(
    ...answer.left_out.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
  );
  message.querySelector("[data-undo]").addEventListener("click", undo);
  message.querySelector("[data-undo]").hidden = !takeBack;
  message.querySelector("[data-close]").addEventListener("click", () => said.replaceChildren());
  said.replaceChildren(message);
};
form.addEventListener("beforeinput", () => {
  takeBack = null;
  said.querySelector("[data-undo]")?.setAttribute("hidden", "");
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!takeBack || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    undo();
  },
  true,
);

const paste = async (child, html, text) => {
  said.replaceChildren();
  child.element.setAttribute("aria-busy", "true");
  const answer = await read(html, text);
  child.element.removeAttribute("aria-busy");
  if (!answer) {
    pasteAsEver(child, html, text);
    return;
  }
  takeBack = null;
  const editor = editorOf(child);
  const state = answer.blocks.length ? inOneLine(answer.blocks, editor.getEditorState()) : editor.getEditorState();
  if (!state) takeBack = putBlocks(child, answer.blocks);
  else if (answer.blocks.length) editor.onChange(state);
  if (takeBack || answer.left_out.length) say(answer);
  changed();
};

/* One after the other: the second clipboard goes behind the first. */
let turn = Promise.resolve();
document.addEventListener(
  "paste",
  (event) => {
    if (own.has(event) || !event.clipboardData) return;
    const child = textAt(event.target);
    if (!child) return;
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if (!isForTheDesk(html, text, editorOf(child).getEditorState())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    turn = turn.then(() => paste(child, html, text)).catch(() => pasteAsEver(child, html, text));
  },
  true,
);
