import ArgumentParser
import Training

/// `mt recipe`.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe",
    abstract: "Check, show and describe recipes.",
    discussion: """
      A recipe is a JSON file that says what to train, on which corpora and how. Comments (// and /* */) and trailing \
      commas are allowed. Every key has a default, except the languages and the training corpora.

      Examples:
        mt recipe check recipes/th-en.json
        mt recipe show recipes/th-en.json
        mt recipe schema > recipe.schema.json
      """,
    subcommands: [Check.self, Show.self, Schema.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a recipe: its keys and their values.",
      discussion: """
        The corpora are not opened.

        Example:
          mt recipe check recipes/th-en.json
        """)

    @Argument(help: "The recipe's file.", completion: .file(extensions: ["json"]))
    var recipe: String

    func run() throws {
      let loaded = try RecipeReader.load(recipe)
      try StandardOutput.write("\(loaded.path): ok\n")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a recipe with every default filled in.",
      discussion: """
        The output is itself a recipe.

        Examples:
          mt recipe show recipes/th-en.json
          mt recipe show recipes/th-en.json --set training.maxTime=2h
        """)

    @OptionGroup var options: RecipeOptions

    func run() throws {
      try StandardOutput.write(try options.load().recipe.toJSON())
    }
  }

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the JSON Schema of recipes.",
      discussion: """
        It describes every key, with its unit and default. Editors use it to complete and explain keys.

        Example:
          mt recipe schema > recipe.schema.json
        """)

    func run() throws {
      try StandardOutput.write(RecipeSchema.json())
    }
  }
}
