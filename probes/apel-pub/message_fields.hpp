// The fields of an APEL cloud record, and what may stand in them. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::apel {

enum class Kind { text, whole, number, time };

struct Field {
    std::string_view name;
    Kind kind = Kind::text;
    bool since_v04 = false;
    bool mandatory = false;
};

// Names are told apart by case. nullptr: no such field.
const Field* find_field(std::string_view name);
// The one that was probably meant by a name in other letters.
const Field* find_similar_field(std::string_view name);
// A column of the repository's own, which it passes over in a message.
bool is_ignored_field(std::string_view name);
// Their names.
std::vector<std::string_view> mandatory_fields();

// NULL, none and the empty value are the same (apel/apel db/records/record.py: check_for_null).
bool is_null(std::string_view value);
std::optional<long long> whole_number(std::string_view text);

// What is wrong with the value; nothing if it is fine.
std::optional<std::string> judge_value(const Field& field, std::string_view value,
                                       std::chrono::system_clock::time_point now);
// What is odd about a machine's status; nothing if the federation's senders write it too.
std::optional<std::string> judge_status(std::string_view status);

// Without the blanks around it.
std::string_view trim(std::string_view text);
// In quotation marks, cleaned and short.
std::string quoted(std::string_view text);

}  // namespace fedcloud::apel
