"use strict";

/* CSV (RFC 4180) as kg/store/sheets.py writes it: the same bytes for the same cells, none of which a spreadsheet takes
   for a formula. */
function writeCsv(columns, rows) {
  return [columns, ...rows].map((row) => `${row.map((cell) => quoteCell(guardCell(cell))).join(",")}\r\n`).join("");
}

/* An apostrophe before what would be a formula (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay. */
function guardCell(cell) {
  const text = String(cell);
  return /^[=+\-@\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? `'${text}` : text;
}

function quoteCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
