/**
 * A picture that is chosen brings its words along: description, caption and credit are filled in where nothing is
 * written, or where the words of the picture before it stand. The desk sends them with what was chosen, and not with
 * what stood there when the page was opened.
 */
const form = document.querySelector("[data-desk-writing]").closest("form");
const filled = new WeakMap();

/* The fields beside a chooser: `lead_image` has `lead_alt`, `body-3-value-image` has `body-3-value-alt`. */
const fieldFor = (input, word) =>
  /image$/.test(input.name) ? form.elements.namedItem(input.name.replace(/image$/, word)) : null;

const fill = (input, words) => {
  for (const [word, text] of Object.entries(words)) {
    const field = fieldFor(input, word);
    if (!field || (field.value && field.value !== filled.get(field))) continue;
    field.value = text;
    filled.set(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

/* In the text: the chooser's object knows what was chosen, and its field says that it changed. */
const choosers = function* (block) {
  if (block?.widget?.input && "state" in block.widget) yield block.widget;
  for (const child of block?.children ?? []) yield* choosers(child.block);
  for (const child of Object.values(block?.childBlocks ?? {})) yield* choosers(child);
};
form.addEventListener("change", (event) => {
  if (event.target.type !== "hidden" || !/^body-.*image$/.test(event.target.name)) return;
  for (const chooser of choosers(document.getElementById("body-root")?.rootBlock)) {
    if (chooser.input === event.target && chooser.state?.words) fill(chooser.input, chooser.state.words);
  }
});

/* The lead picture's chooser has no object that a script could find: what it does with a choice is added to. */
const lead = window.ImageChooser?.prototype;
const choose = lead?.setStateFromModalData;
if (choose) {
  lead.setStateFromModalData = function chosen(state) {
    choose.call(this, state);
    if (state?.words && this.input.form === form) fill(this.input, state.words);
  };
}
