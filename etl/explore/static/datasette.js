// Names for what Datasette's own pages leave without one, so that a screen reader can say it; nothing depends on it.
"use strict";
for (const list of document.querySelectorAll("dl.column-descriptions")) {
  list.tabIndex = 0;
}
for (const [part, name] of [["_filter_column", "Column to filter by"], ["_filter_op", "How to compare"], ["_filter_value", "Value to compare with"], ["_sort", "Column to sort by"], ["_size", "Rows of the download"]]) {
  for (const field of document.querySelectorAll(`[name^="${part}"]:not([type="hidden"])`)) {
    if (!field.labels?.length) field.setAttribute("aria-label", name);
  }
}
addEventListener("load", () => {
  for (const editor of document.querySelectorAll("textarea[name='sql'], .cm-content, input[name='sql']:not([type='hidden'])")) editor.setAttribute("aria-label", "SQL");
});
