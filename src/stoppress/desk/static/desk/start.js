/**
 * Starts what Wagtail's pages start with inline scripts, which the desk's policy does not run:
 * choosers, panels of rows, and fields for dates and times. Each page says so in a `template` element, and
 * rows that are added later bring their own.
 */
(() => {
  const { Controller } = window.StimulusModule;

  const startChooser = (name, field, options) => {
    if (name === "createTaskChooser") return window.createTaskChooser(field);
    if (/^[A-Za-z]+Chooser$/.test(name)) return new window[name](field, options);
  };

  class Start extends Controller {
    static values = { what: String, chooser: String, field: String, options: Object };

    connect() {
      const options = this.optionsValue;
      switch (this.whatValue) {
        case "chooser":
          return startChooser(this.chooserValue, this.fieldValue, options);
        case "rows":
          return new window.InlinePanel(options);
        case "chosen-rows":
          return new window.MultipleChooserPanel(options);
        case "date":
          return window.initDateChooser(this.fieldValue, options);
        case "time":
          return window.initTimeChooser(this.fieldValue, options);
        case "date-time":
          return window.initDateTimeChooser(this.fieldValue, options);
      }
    }
  }

  window.wagtail.app.register("desk-start", Start);
})();
