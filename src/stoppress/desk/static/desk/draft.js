/**
 * The text editor's state, as Draft.js keeps it: what a script needs to change it so that the editor's own undo knows
 * of it. Draft.js has functions for this that Wagtail's build does not hand out; its values say enough by themselves.
 */

/** The editor in which a place of the page lies; undefined when it lies in none. */
export const editorAt = (place) =>
  [...(place?.closest?.("[data-draftail-editor-wrapper]")?.parentNode.children ?? [])].find((one) => one.draftailEditor)
    ?.draftailEditor;

/** Whether an element is a field of the sheet for words, such as the headline; those of addresses are none. */
export const isLine = (element) =>
  element.matches?.(".desk-sheet :is(textarea, input[type='text'])[name]") && !/url|slug|mail|uri/.test(element.name);

/** A selection without any length. */
export const cursorAt = (selection, key, offset) =>
  selection.merge({ anchorKey: key, anchorOffset: offset, focusKey: key, focusOffset: offset, isBackward: false });

/** A paragraph's text as the editor keeps it: letters, and what each letter looks like. */
export const pieceOf = (block) => ({ text: block.getText(), letters: block.getCharacterList() });

/** `text` that looks as what is typed now would look. */
export const pieceTyped = (state, text) => {
  const made = window.Draftail.createEditorStateFromRaw({ entityMap: {}, blocks: [{ text, type: "unstyled" }] });
  const piece = pieceOf(made.getCurrentContent().getFirstBlock());
  const selection = state.getSelection();
  const beside = state.getCurrentContent().getBlockForKey(selection.getStartKey()).getCharacterList();
  const [before, after] = [beside.get(selection.getStartOffset() - 1), beside.get(selection.getEndOffset())];
  const entity = before && after && before.getEntity() === after.getEntity() ? before.getEntity() : null;
  const style = state.getCurrentInlineStyle();
  return { text, letters: piece.letters.map((letter) => letter.merge({ style, entity })) };
};

/** The state with `piece` in the place of what stood between two offsets of one paragraph. */
export const replaced = (state, key, start, end, piece, change = "insert-fragment") => {
  const content = state.getCurrentContent();
  const block = content.getBlockForKey(key);
  const text = block.getText();
  const letters = block.getCharacterList();
  const made = block.merge({
    text: text.slice(0, start) + piece.text + text.slice(end),
    characterList: letters.slice(0, start).concat(piece.letters, letters.slice(end)),
  });
  const after = cursorAt(state.getSelection(), key, start + piece.text.length).merge({ hasFocus: true });
  const changed = content.merge({
    blockMap: content.getBlockMap().set(key, made),
    selectionBefore: state.getSelection(),
    selectionAfter: after,
  });
  return state.constructor.push(state, changed, change);
};
