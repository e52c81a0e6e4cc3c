// Changes a list that is on the screen without moving what is being read.
// The tape beside a text may move only while the reader is not in it.
function keepPlace(list, change) {
  const tape = list.closest(".latest");
  const ownScroll = getComputedStyle(tape).overflowY === "auto";
  const scroller = ownScroll ? tape : document.scrollingElement;
  if (ownScroll && tape.scrollTop === 0 && !tape.matches(":hover, :focus-within")) return change();
  const edge = ownScroll ? tape.getBoundingClientRect().top : 0;
  const places = [...list.children, ...tape.querySelectorAll(".all")]
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.bottom > edge)
    .map(([element, box]) => [element, box.top]);
  if (!places.length || places[0][1] > innerHeight) return change();
  scroller.style.overflowAnchor = "none";
  change();
  const kept = places.find(([element]) => element.isConnected && !element.matches(".day"));
  if (kept) {
    scroller.scrollBy({ top: kept[0].getBoundingClientRect().top - kept[1], behavior: "instant" });
  }
  requestAnimationFrame(() => { scroller.style.overflowAnchor = ""; });
}
