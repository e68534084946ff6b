// A memory as JSON, one object a line; also how rows travel to a running daemon. In the texts masks
// stand as tags ("<x0/>"); without any, links and names are found when the row is admitted.
#pragma once

#include "bulk/memory_file.hpp"

#include <nlohmann/json_fwd.hpp>

namespace glossd::bulk {

nlohmann::ordered_json to_json(const store::Remembered& entry);
// Errors: no object, a field of another type, a date that nobody can read.
model::Result<store::Remembered> row_of(const nlohmann::ordered_json& object);

class JsonlReader final : public MemoryFileReader {
  public:
    explicit JsonlReader(std::istream& in) : in_(in) {}
    std::optional<MemoryFileRow> next() override;

  private:
    std::optional<std::string> line();

    std::istream& in_;
    std::size_t lines_ = 0;
};

class JsonlWriter final : public MemoryFileWriter {
  public:
    explicit JsonlWriter(std::ostream& out) : out_(out) {}
    void add(const store::Remembered& entry) override;
    void end() override {}

  private:
    std::ostream& out_;
};

}  // namespace glossd::bulk
