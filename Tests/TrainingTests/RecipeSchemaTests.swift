import Basics
import Testing

@testable import Training

@Suite struct RecipeSchemaTests {
  @Test func theCommittedSchemaIsThisOne() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let committed = try AtomicFile.read("/\(root)/recipes/recipe.schema.json")
    #expect(
      String(decoding: committed, as: UTF8.self) == RecipeSchema.json(),
      "write it anew: mt recipe schema > recipes/recipe.schema.json")
  }

  @Test func everyKeyIsDescribed() throws {
    let schema = try RecipeSyntax.parse(Array(RecipeSchema.json().utf8), file: "schema")
    let sections = try #require(schema.member("properties"))
    for section in RecipeKeys.sections {
      let keys = try #require(sections.member(section.name)?.member("properties"))
      for key in section.keys {
        let properties = try #require(keys.member(key.name))
        let description = try #require(properties.member("description")?.compactJSON())
        #expect(description.hasSuffix(".\""))
        let isRequired = RecipeKeys.required.contains { $0.key == section.name + "." + key.name }
        #expect((properties.member("default") == nil) == isRequired)
      }
    }
  }
}

extension RecipeValue {
  fileprivate func member(_ name: String) -> RecipeValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == name }?.value
  }
}
