/**
 * Sets quotation marks, dashes and spaces while they are typed, as the language of the edition prints them. The sign
 * that was typed is written first and then replaced: Ctrl+Z or Backspace right after gives it back.
 */
import { editorAt, isLine, pieceTyped, replaced } from "./draft.js";

const table = JSON.parse(document.getElementById("desk-typography").textContent);
const styleNow = () => table[document.getElementById("desk-edition")?.value] ?? Object.values(table)[0];

const OPENS_AFTER = /(^|[\s([{—–\-/¿¡])$/u;
const IN_AN_ADDRESS = /(?:https?:\/\/|www\.|@)\S*$/iu;
const times = (text, sign) => text.split(sign).length - 1;

/* How many of a pair of marks stand open at the end of a text. */
const open = (text, [opening, closing]) => Math.max(0, times(text, opening) - times(text, closing));

const double = (before, style) => {
  const [outer, inner] = [open(before, style.quotes), open(before, style.inner)];
  const opens = OPENS_AFTER.test(before) || [style.quotes[0], style.inner[0]].includes(before.trimEnd().at(-1));
  if (opens) return outer ? style.inner[0] : style.quotes[0] + style.inside;
  if (outer && inner && style.inner[1] !== "’") return style.inner[1];
  if (outer) return style.inside + style.quotes[1];
  return /\d$/.test(before) ? null : style.inside + style.quotes[1];
};

const single = (before, style) => {
  if (/\d$/.test(before)) return null;
  if (style.single && (OPENS_AFTER.test(before) || before.endsWith(style.quotes[0]))) return style.inner[0];
  return style.single && open(before, style.inner) && style.inner[1] !== "’" ? style.inner[1] : "’";
};

/**
 * What a typed sign becomes: how many characters before it go, and what is written in their place; null for nothing.
 */
const set = (before, sign, style) => {
  if (IN_AN_ADDRESS.test(before)) return null;
  const result = (gone, text) => (text === null ? null : { gone, text });
  if (sign === '"') return result(0, double(before, style));
  if (sign === "'") return result(0, single(before, style));
  if (sign === "-") return /(^|[^-])-$/.test(before) ? result(1, "—") : null;
  if (sign === ".") return /(^|[^.])\.\.$/.test(before) ? result(2, "…") : null;
  if (sign === " ") {
    if (style.dialogue && before === "-") return result(1, "— ");
    const dash = /\S[ \u00a0](-|—|–)$/.exec(before);
    if (!dash || (dash[1] !== "-" && style.beforeDash === " ")) return null;
    return result(2, `${style.beforeDash}${dash[1] === "-" ? style.dash : dash[1]} `);
  }
  if (sign === "%") return /\d $/.test(before) ? result(1, "\u00a0%") : null;
  const space = style.before[sign];
  if (!space) return null;
  if (/[\p{L}\p{N}»”’)\]] $/u.test(before)) return result(1, space + sign);
  return sign !== ":" && /[\p{L}»”’)\]]$/u.test(before) ? result(0, space + sign) : null;
};

/* What was set last, and what gives the typed sign back. */
let last = null;

const inEditor = (editor, sign) => {
  const state = editor.getEditorState();
  const selection = state.getSelection();
  const key = selection.getStartKey();
  const [start, end] = [selection.getStartOffset(), selection.getEndOffset()];
  if (key !== selection.getEndKey()) return false;
  const block = state.getCurrentContent().getBlockForKey(key);
  const change = set(block.getText().slice(0, start), sign, styleNow());
  if (!change) return false;
  const typed = replaced(state, key, start, end, pieceTyped(state, sign), "insert-characters");
  const from = start - change.gone;
  const made = replaced(typed, key, from, start + sign.length, pieceTyped(typed, change.text));
  editor.onChange(made);
  last = {
    place: editor,
    is: () => editor.getEditorState().getCurrentContent() === made.getCurrentContent(),
    back: () => editor.onChange(made.constructor.undo(editor.getEditorState())),
  };
  return true;
};

const inField = (field, sign) => {
  const { value, selectionStart } = field;
  const change = set(value.slice(0, selectionStart), sign, styleNow());
  if (!change) return false;
  document.execCommand("insertText", false, sign);
  field.setSelectionRange(selectionStart - change.gone, selectionStart + sign.length);
  document.execCommand("insertText", false, change.text);
  const { value: made } = field;
  last = {
    place: field,
    is: () => field.value === made,
    back: () => {
      document.execCommand("undo"); // which selects what it gave back
      field.setSelectionRange(field.selectionEnd, field.selectionEnd);
    },
  };
  return true;
};

let own = false;
document.addEventListener(
  "beforeinput",
  (event) => {
    if (own || event.isComposing || event.inputType !== "insertText" || event.data?.length !== 1) return;
    const editor = editorAt(event.target);
    if (!editor && !isLine(event.target)) return;
    last = null;
    own = true;
    const done = editor ? inEditor(editor, event.data) : inField(event.target, event.data);
    own = false;
    if (!done) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
document.addEventListener(
  "keydown",
  (event) => {
    const command = event.ctrlKey || event.metaKey;
    const back = event.key === "Backspace" ? !command : event.key.toLowerCase() === "z" && command && !event.shiftKey;
    if (!back || event.altKey || !last?.is()) return;
    if (last.place !== (editorAt(event.target) ?? event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    last.back();
    last = null;
  },
  true,
);
