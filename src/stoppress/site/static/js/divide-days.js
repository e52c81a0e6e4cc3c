// Puts a divider with its date before the first piece of each day of a list.
function divideDays(list) {
  list.querySelectorAll(".day").forEach((divider) => divider.remove());
  let day;
  for (const item of list.querySelectorAll("li[data-id]")) {
    const date = item.querySelector("time span").textContent.split(" - ")[0];
    if (date === day) continue;
    day = date;
    const divider = document.createElement("li");
    divider.className = "day";
    divider.textContent = day;
    list.insertBefore(divider, item);
  }
}
