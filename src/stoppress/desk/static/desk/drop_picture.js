/**
 * A picture that is dropped or pasted anywhere on the sheet goes into the library and becomes a block: between the
 * paragraphs where the cursor stands or where it was let go. Only files are taken here; words are pasted by `paste.js`.
 *
 * What fails says why, and changes nothing of the text.
 */
const sheet = document.querySelector("[data-desk-writing]");
const form = sheet.closest("form");
const told = document.querySelector("[data-desk-dropped]");
const words = told.dataset;
const stream = () => document.getElementById("body-root")?.rootBlock;
const editorOf = (child) => (child?.type === "paragraph" ? child.block.widget.input.draftailEditor : null);

const picturesOf = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
/* Word and Excel put a picture of what was copied beside its words: the words are meant. */
const holdsWords = (data) => Boolean(data.getData("text/plain").trim());
const holdsFiles = (data) => [...(data?.types ?? [])].includes("Files");

const say = (text, failed = false) => {
  told.textContent = text;
  told.classList.toggle("failed", failed);
};

/* Where a picture is to go: the block, and of a text the paragraph that it comes before or after. */
const placeAt = (element, height = null) => {
  const child = stream().children.find((one) => one.element.contains(element));
  const editor = editorOf(child);
  if (!editor) return { child };
  const paragraph = height === null ? null : element.closest("[data-block='true'][data-offset-key]");
  if (paragraph) {
    const { top, bottom } = paragraph.getBoundingClientRect();
    return { child, key: paragraph.dataset.offsetKey.split("-")[0], before: height < (top + bottom) / 2 };
  }
  if (height !== null) return { child };
  const selection = editor.getEditorState().getSelection();
  return { child, key: selection.getEndKey(), before: selection.getEndOffset() === 0 };
};

/* The ids of the comments in some paragraphs; their marks are styles. */
const commentsIn = (paragraphs) =>
  new Set(
    paragraphs.flatMap((one) =>
      one
        .getCharacterList()
        .toArray()
        .flatMap((letter) => letter.getStyle().toArray())
        .filter((style) => style.startsWith("COMMENT-"))
        .map((style) => Number(style.slice("COMMENT-".length))),
    ),
  );

/* The number of the block before which the picture goes, as the text stands now; a text is parted where it must be. */
const makeRoom = ({ child, key, before }) => {
  const root = stream();
  const index = root.children.indexOf(child);
  if (index < 0) return root.children.length; // it is gone, or there was none
  const state = editorOf(child)?.getEditorState();
  const paragraphs = state?.getCurrentContent().getBlocksAsArray() ?? [];
  const at = paragraphs.findIndex((one) => one.getKey() === key);
  if (at < 0) return index + 1;
  const cut = at + (before || !paragraphs[at].getText() ? 0 : 1);
  if (cut === 0) return index;
  if (cut === paragraphs.length) return index + 1;
  const Content = state.getCurrentContent().constructor;
  const part = (some) => state.constructor.push(state, Content.createFromBlockArray(some), "remove-range");
  const [first, second] = [paragraphs.slice(0, cut), paragraphs.slice(cut)];
  const moved = commentsIn(second);
  root.splitBlock(index, part(first), part(second), (comment) => moved.has(comment.localId), {});
  return index + 1;
};

const send = async (file) => {
  const body = new FormData();
  body.append("file", file, file.name);
  body.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
  let answer;
  try {
    answer = await fetch(words.url, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    throw new Error(words.noConnection);
  }
  // Who is not signed in any more is led to another page.
  const isJson = !answer.redirected && answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) throw new Error(answer.status === 413 ? words.tooLarge : words.failed);
  const { value, message, reason } = await answer.json();
  if (!answer.ok) throw new Error(reason || words.failed);
  return { value, message };
};

const take = async (files, place) => {
  const said = [];
  let failed = false;
  let below = place;
  say(words.uploading);
  for (const file of files) {
    try {
      const { value, message } = await send(file);
      const block = { type: "image", value, id: crypto.randomUUID() };
      below = { child: stream().insert(block, makeRoom(below), {}) };
      form.dispatchEvent(new Event("input", { bubbles: true }));
      if (message) said.push(message);
    } catch (error) {
      failed = true;
      said.push(`${file.name}: ${error.message}`);
    }
  }
  say(said.join(" "), failed);
};

/* The editor has a way of its own with files, and is not asked. One upload comes after the other. */
let turn = Promise.resolve();
const handle = (event, files, place) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (files.length) turn = turn.then(() => take(files, place));
  else say(words.noPicture, true);
};
const isOurs = (event) => stream() && sheet.contains(event.target) && !event.target.closest("dialog");

document.addEventListener(
  "paste",
  (event) => {
    const files = picturesOf(event.clipboardData);
    if (!files.length || !isOurs(event) || holdsWords(event.clipboardData)) return;
    handle(event, files, placeAt(event.target));
  },
  true,
);
document.addEventListener(
  "dragover",
  (event) => {
    if (!holdsFiles(event.dataTransfer) || !isOurs(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    sheet.classList.add("desk-dropping");
  },
  true,
);
for (const kind of ["dragleave", "dragend", "drop"]) {
  document.addEventListener(kind, () => sheet.classList.remove("desk-dropping"), true);
}
document.addEventListener(
  "drop",
  (event) => {
    if (!holdsFiles(event.dataTransfer) || !isOurs(event)) return;
    handle(event, picturesOf(event.dataTransfer), placeAt(event.target, event.clientY));
  },
  true,
);
