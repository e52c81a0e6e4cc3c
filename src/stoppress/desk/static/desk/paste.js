/**
 * Pasting into the text: what was copied from a word processor, a mail, a chat or a page becomes blocks. The desk reads
 * the clipboard by the code that reads imports; where it cannot be asked, the browser's own paste happens.
 */
import { cursorAt, editorAt, isLine, pieceOf, replaced } from "./draft.js";

const said = document.getElementById("desk-pasted");
const form = document.querySelector("[data-desk-writing]").closest("form");
const LONGEST_WAIT = 10_000;
/* What the desk answers to a clipboard that is longer than it reads. The browser would show it in minutes. */
const TOO_LONG = 413;
/* Signs that each language prints in its own way (newsroom/typography.py). */
const MARKS = /["'«;!?:%№§]|--| - |\.\.\.|\d-\d|\d /;
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
  return words.includes("\n") || (Boolean(html) && Boolean(words)) || MARKS.test(text);
};

const read = async (html, text, more = {}) => {
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  sent.set("edition", document.getElementById("desk-edition")?.value ?? "");
  sent.set("html", html);
  sent.set("text", text);
  for (const [name, value] of Object.entries(more)) sent.set(name, value);
  try {
    const answer = await fetch(said.dataset.address, {
      method: "POST",
      body: sent,
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    if (answer.status === TOO_LONG) return { tooLong: true };
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no answer, or one that is none of the desk's
  }
};

/* The editor's own paste, with a clipboard that was taken from it before. */
const own = new WeakSet();
const pasteAsEver = (element, html, text) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  own.add(event);
  element.querySelector("[contenteditable='true']").dispatchEvent(event);
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

/* The cursor goes to one end of a text. */
const goTo = (child, end) => {
  if (!isText(child)) return;
  const editor = editorOf(child);
  const state = editor.getEditorState();
  const content = state.getCurrentContent();
  const line = end ? content.getLastBlock() : content.getFirstBlock();
  const cursor = cursorAt(state.getSelection(), line.getKey(), end ? line.getLength() : 0).merge({ hasFocus: true });
  editor.onChange(state.constructor.forceSelection(state, cursor));
  editor.focus();
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
  const goesOn = hasWords(after);
  const endsInText = blocks.at(-1).type === "paragraph";

  const made = [];
  let text = child;
  const takeBack = () => {
    for (const one of made) {
      const index = root.children.indexOf(one);
      if (index >= 0 && one !== text) root.deleteBlock(index);
    }
    editorOf(text).onChange(State.forceSelection(state, selection));
    editorOf(text).focus();
  };
  try {
    const waiting = [...blocks];
    const nothingStays = !hasWords(before) && blocks[0].type !== "paragraph";
    if (hasWords(before)) {
      editor.onChange(State.acceptSelection(before, before.getSelection().merge({ hasFocus: false })));
    } else if (!nothingStays) {
      const first = window.Draftail.createEditorStateFromRaw(JSON.parse(waiting.shift().value));
      editor.onChange(State.push(state, first.getCurrentContent(), "insert-fragment"));
    }
    if (goesOn) waiting.push({ type: "paragraph", value: after });
    else if (!endsInText) waiting.push({ type: "paragraph", value: root.blockDef.initialChildStates.paragraph });
    let index = root.children.indexOf(child);
    for (const block of waiting) {
      index += 1;
      made.push(root.insert({ ...block, id: crypto.randomUUID() }, index));
    }
    if (nothingStays) {
      root.deleteBlock(root.children.indexOf(child));
      text = made.at(-1);
    }
    if (endsInText && goesOn) goTo(made.at(-2) ?? child, true);
    else goTo(made.at(-1) ?? child, endsInText);
  } catch (error) {
    takeBack();
    throw error;
  }
  return takeBack;
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

/* It is still in the clipboard, and can be pasted in parts. */
const sayTooLong = () => {
  takeBack = null;
  say({ message: said.dataset.tooLong, left_out: [] });
};

const paste = async (child, html, text) => {
  said.replaceChildren();
  child.element.setAttribute("aria-busy", "true");
  const answer = await read(html, text);
  child.element.removeAttribute("aria-busy");
  if (answer?.tooLong) {
    sayTooLong();
    return;
  }
  if (!answer) {
    pasteAsEver(child.element, html, text);
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

/* Inside a list every paragraph becomes an item; inside a box of facts it is a paragraph there. */
const wrapperOf = (place) => place.closest?.("[data-draftail-editor-wrapper]");
const itemAt = (place) => {
  const list = stream()?.children.find((child) => child.type === "list" && child.element.contains(place));
  const items = list?.block.childBlocks.items;
  const index = items?.children.findIndex((child) => child.element.contains(place)) ?? -1;
  return index < 0 ? null : { items, index };
};
const pasteWithin = async (place, html, text) => {
  said.replaceChildren();
  const wrapper = wrapperOf(place);
  const editor = editorAt(place);
  const state = editor.getEditorState();
  const item = itemAt(place);
  const answer = await read(html, text, { within: item ? "items" : "text" });
  if (answer?.tooLong) return sayTooLong();
  takeBack = null;
  if (!answer) return pasteAsEver(wrapper, html, text);
  const [first = "", ...others] = answer.markup;
  if (first) pasteAsEver(wrapper, first, text);
  const made = others.map((_markup, number) =>
    item.items.insert(answer.states[number + 1], item.index + number + 1, { id: crypto.randomUUID() }),
  );
  if (made.length) {
    takeBack = () => {
      for (const one of made) {
        const index = item.items.children.indexOf(one);
        if (index >= 0) item.items.deleteBlock(index);
      }
      editor.onChange(state.constructor.forceSelection(state, state.getSelection()));
      editor.focus();
    };
  }
  if (takeBack || answer.left_out.length) say(answer);
  changed();
};

/* One after the other: the second clipboard goes behind the first. */
let turn = Promise.resolve();
document.addEventListener(
  "paste",
  (event) => {
    if (own.has(event) || !event.clipboardData) return;
    const place = event.target;
    const child = textAt(place);
    const editor = child ? editorOf(child) : form.contains(place) && editorAt(place);
    if (!editor) return;
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if (!isForTheDesk(html, text, editor.getEditorState())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const put = () => (child ? paste(child, html, text) : pasteWithin(place, html, text));
    turn = turn.then(put).catch((error) => {
      console.error(error);
      pasteAsEver(child?.element ?? wrapperOf(place), html, text);
    });
  },
  true,
);

/* In a field of one line, such as the headline, marks are set and nothing else. */
form.addEventListener(
  "paste",
  (event) => {
    const field = event.target;
    if (!isLine(field)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!MARKS.test(text)) return;
    event.preventDefault();
    turn = turn.then(async () => {
      const answer = await read("", text, { line: "" });
      if (answer?.tooLong) return sayTooLong();
      field.focus();
      document.execCommand("insertText", false, answer?.line ?? text);
    });
  },
  true,
);
