import Commands

// All that `mt` can do stands in Commands.
MtMain.run()
