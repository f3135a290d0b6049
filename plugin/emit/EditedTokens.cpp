#include "emit/EditedTokens.h"

#include "support/GeneratedText.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace valet {

static void lexGenerated(const GeneratedText &G, SourceLocation Anchor, Preprocessor &PP, std::vector<Token> &Out) {
  SourceManager &SM = PP.getSourceManager();
  FileID File = SM.createFileID(llvm::MemoryBuffer::getMemBufferCopy(G.Text, GeneratedTextBuffer));
  Lexer Raw(File, SM.getBufferOrFake(File), SM, PP.getLangOpts());
  bool First = true;
  while (true) {
    Token T;
    Raw.LexFromRawLexer(T);
    if (T.is(tok::eof))
      return;
    if (T.is(tok::raw_identifier))
      PP.LookUpIdentifierInfo(T);
    T.setLocation(SM.createExpansionLoc(T.getLocation(), Anchor, Anchor, T.getLength()));
    T.clearFlag(Token::StartOfLine);
    if (First && !T.isOneOf(tok::semi, tok::comma, tok::r_paren, tok::r_brace, tok::period))
      T.setFlag(Token::LeadingSpace);
    First = false;
    Out.push_back(T);
  }
}

std::vector<Token> toTokens(const EditedBody &E, const std::vector<Token> &Original, Preprocessor &PP) {
  std::vector<Token> Out;
  bool AfterGenerated = false;
  for (const Piece &P : E.Pieces) {
    if (auto *G = std::get_if<GeneratedText>(&P)) {
      lexGenerated(*G, Original[G->Anchor].getLocation(), PP, Out);
      AfterGenerated = true;
      continue;
    }
    Out.push_back(Original[std::get<OriginalToken>(P).Index]);
    if (AfterGenerated && !Out.back().isOneOf(tok::semi, tok::comma, tok::r_paren, tok::period))
      Out.back().setFlag(Token::LeadingSpace);
    AfterGenerated = false;
  }
  return Out;
}

namespace {

/// Breaks lines after `;`, `{` and `}` of statements. Only white space depends on it.
class Layout {
public:
  explicit Layout(Preprocessor &PP) : PP(PP) {}

  std::string run(const std::vector<Token> &Tokens) {
    for (std::size_t I = 0; I < Tokens.size(); ++I)
      add(Tokens[I], I + 1 < Tokens.size() ? Tokens[I + 1].getKind() : tok::eof);
    return std::move(Out);
  }

private:
  void add(const Token &T, tok::TokenKind Next) {
    if (T.is(tok::r_brace) && !Blocks.empty()) {
      bool Block = Blocks.back();
      Blocks.pop_back();
      Parens.pop_back();
      if (Block) {
        --Indent;
        newLine();
      }
      put(T);
      if (Block && Next != tok::kw_else && Next != tok::semi && Next != tok::comma && Next != tok::r_paren && Next != tok::l_paren)
        Pending = true;
      return;
    }
    if (Pending)
      newLine();
    bool Block = T.is(tok::l_brace) && Next != tok::r_brace && inStatement() && opensBlock();
    put(T);
    if (T.is(tok::l_brace)) {
      Blocks.push_back(Block);
      Parens.push_back(0);
      if (Block) {
        ++Indent;
        Pending = true;
      }
    }
    if (!Parens.empty())
      Parens.back() += T.isOneOf(tok::l_paren, tok::l_square) - T.isOneOf(tok::r_paren, tok::r_square);
    if (T.is(tok::semi) && inStatement())
      Pending = true;
  }

  bool inStatement() const { return Blocks.empty() || (Blocks.back() && Parens.back() == 0); }

  bool opensBlock() const {
    if (BeforePrevious == tok::kw_struct)
      return true;
    switch (Previous) {
    case tok::r_paren:
    case tok::kw_else:
    case tok::kw_do:
    case tok::kw_try:
    case tok::semi:
    case tok::l_brace:
    case tok::r_brace:
    case tok::colon:
    case tok::r_square:
    case tok::unknown: return true;
    default: return false;
    }
  }

  void put(const Token &T) {
    bool Glue = Out.empty() || Out.back() == '\n' || Out.back() == ' ';
    if (!Glue && (T.hasLeadingSpace() || T.isAtStartOfLine()))
      Out += ' ';
    if (const IdentifierInfo *Name = T.is(tok::identifier) ? T.getIdentifierInfo() : nullptr)
      Out += Name->getName(); // not always what stands at its place: elements of a pack
    else if (!T.isAnnotation())
      Out += PP.getSpelling(T);
    BeforePrevious = Previous;
    Previous = T.getKind();
  }

  void newLine() {
    Out += '\n' + std::string(4 * std::max(Indent, 0), ' ');
    Pending = false;
  }

  Preprocessor &PP;
  std::string Out;
  std::vector<bool> Blocks;
  std::vector<int> Parens; // open parentheses in each of Blocks
  int Indent = 0;
  bool Pending = false;
  tok::TokenKind Previous = tok::unknown;
  tok::TokenKind BeforePrevious = tok::unknown;
};

} // namespace

std::string toText(const std::vector<Token> &Tokens, Preprocessor &PP) { return Layout(PP).run(Tokens); }

} // namespace valet
