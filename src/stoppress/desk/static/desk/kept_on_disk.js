/**
 * The same words once more, where they are on the disk at once: Chromium writes what `localStorage` has up to a minute
 * later, and a browser that is killed or a battery that is empty takes that with it.
 */
const STORE = "kept";

const database = new Promise((resolve) => {
  try {
    const asked = indexedDB.open("desk-kept", 1);
    asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE));
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => resolve(null));
  } catch {
    resolve(null); // none is given to this site
  }
});

const inStore = async (work) => {
  const opened = await database;
  if (!opened?.objectStoreNames.contains(STORE)) return undefined;
  return new Promise((resolve) => {
    const transaction = opened.transaction(STORE, "readwrite", { durability: "strict" });
    const asked = work(transaction.objectStore(STORE));
    transaction.addEventListener("complete", () => resolve(asked.result));
    transaction.addEventListener("abort", () => resolve(undefined));
  });
};

/** Write an entry, over the one of that name. */
export const writeToDisk = (name, text) => inStore((store) => store.put(text, name));
/** Take an entry away. */
export const takeFromDisk = (name) => inStore((store) => store.delete(name));
const secondOf = (text) => {
  try {
    return JSON.parse(text).at;
  } catch {
    return 0; // not written to its end
  }
};

/** Bring back into `localStorage` what it has lost. */
export const bringBack = async () => {
  const names = (await inStore((store) => store.getAllKeys())) ?? [];
  for (const name of names) {
    const text = await inStore((store) => store.get(name));
    const there = localStorage.getItem(name);
    if (text && (!there || secondOf(there) < secondOf(text))) localStorage.setItem(name, text);
  }
};
