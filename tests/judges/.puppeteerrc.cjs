// Ace asks for a browser of its own; the one that is here will do.
module.exports = { skipDownload: true }
