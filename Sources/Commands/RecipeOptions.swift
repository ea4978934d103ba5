import ArgumentParser
import Training

/// A recipe, and what flags change in it.
struct RecipeOptions: ParsableArguments {
  @Argument(help: "The recipe's file.", completion: .file(extensions: ["json"]))
  var recipe: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Give a key another value, read as JSON, else as a string; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  func load() throws(RecipeError) -> LoadedRecipe {
    try RecipeReader.load(recipe, overrides: overrides)
  }
}
