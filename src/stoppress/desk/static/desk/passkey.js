/* allauth's scripts tell of a passkey that was refused by an event alone: this shows the words for it. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-passkey-failed]").hidden = false;
});
