// Ace on a book: node ace.cjs BOOK FOLDER writes FOLDER/report.json.
const ace = require("@daisy/ace-core")
const runner = require("@daisy/ace-axe-runner-puppeteer")

const [book, outdir] = process.argv.slice(2)
ace(book, { outdir, silent: true, verbose: false }, runner).then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
