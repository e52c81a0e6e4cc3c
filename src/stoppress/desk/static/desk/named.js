/**
 * Names for fields of Wagtail's that screen readers find nameless: the field in which a tag is typed is
 * called as its label says, and the field that takes files as the button that stands before it.
 */
(() => {
  const name = (input, named) => {
    const words = named?.textContent.trim();
    if (input && words && !input.hasAttribute("aria-label")) input.setAttribute("aria-label", words);
  };

  const tagit = window.jQuery.fn.tagit;
  window.jQuery.fn.tagit = function (...given) {
    const answer = tagit.apply(this, given);
    this.each((_number, field) => {
      const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      name(field.parentElement?.querySelector(".ui-autocomplete-input"), label);
    });
    return answer;
  };

  addEventListener("DOMContentLoaded", () => {
    for (const input of document.querySelectorAll("input[type=file]:not([aria-label])")) {
      if (!input.labels?.length) name(input, input.previousElementSibling);
    }
  });
})();
